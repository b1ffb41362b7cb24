"""What a shopper and staff say to each other about a return: questions, answers, and whether a no stands."""
