"""Parts of pages that contain no model logic: what they show is passed to them."""
