"""The learned part: logistic regressions that re-score what rules read, and add what no frame reached."""
