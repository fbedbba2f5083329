"""The review desk: decisions of people, what they make of what was read, and what follows from them."""
