"""Files of others → rows that each know their cell, and findings. The only place that opens spreadsheets and text tables."""
