// Filled by the page that takes it.
