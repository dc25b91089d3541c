INSERT INTO delivery BY NAME
SELECT $number AS number, $kind AS kind, $layout AS layout, $file_name AS file_name, $sha256 AS sha256, $size AS size,
       $publisher AS publisher, $title AS title, $licence AS licence, $source_table AS source_table, $url AS url,
       $accepted_at AS accepted_at, $accepted_by AS accepted_by, $note AS note, $row_count AS row_count,
       $min_cases AS min_cases;
