INSERT INTO hidden_cell SELECT strand, area, period, why, $now FROM newly_hidden;
