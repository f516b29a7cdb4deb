"""What is made from finished clips: the film, the page, the transcript."""
