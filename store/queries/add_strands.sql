INSERT INTO strand SELECT t.* FROM strand_now t ANTI JOIN strand s USING (id);
