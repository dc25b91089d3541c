SELECT strand, area, period FROM hidden_cell WHERE list_contains($strands, strand);
