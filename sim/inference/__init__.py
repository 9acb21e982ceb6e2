"""What studies let one infer: which factors matter, where bad outcomes sit, which parameters fit figures of one's own."""
