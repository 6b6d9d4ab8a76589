-- Made when all rows are in: to keep them up with every row makes writing dearer.
CREATE INDEX document_region ON document (region);
CREATE INDEX document_number ON document (doc_number);
CREATE INDEX document_copy ON document (copy_of, position) WHERE copy_of IS NOT NULL;
CREATE INDEX measure_type ON measure (type, region);
CREATE INDEX measure_unit_name ON measure_unit (name);
CREATE INDEX measure_target_label ON measure_target (label);
CREATE INDEX passage_document ON passage (document);
