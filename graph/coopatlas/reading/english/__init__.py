"""Reading English: names, what they refer to, and one module for each family of fact kinds."""
