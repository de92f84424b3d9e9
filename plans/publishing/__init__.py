"""From frozen content to an edition: the web article, the PDF, and what is kept of both."""
