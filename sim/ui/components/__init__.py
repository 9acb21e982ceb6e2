"""Parts of pages that hold no model logic: what they show is handed to them."""
