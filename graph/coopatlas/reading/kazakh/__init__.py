"""Reading Kazakh: endings, names, and the families of fact kinds."""
