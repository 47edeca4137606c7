-- Where products are found by words. Written with the product, in the same transaction.

-- What a product was found by when it was last indexed, so that only what changed is written.
CREATE TABLE search_documents (
    tenant_id  BLOB    NOT NULL REFERENCES organizations (tenant_id),
    product_id BLOB    NOT NULL,
    -- The rules by which it was indexed; 0 when something around the product changed.
    format     INTEGER NOT NULL,
    terms      TEXT    NOT NULL,
    PRIMARY KEY (tenant_id, product_id),
    FOREIGN KEY (tenant_id, product_id) REFERENCES products (tenant_id, id) ON DELETE CASCADE
);

-- One row for each term of a product. Terms are ASCII; what else stands before letters and digits says what they are.
CREATE TABLE search_postings (
    tenant_id  BLOB    NOT NULL,
    term       TEXT    NOT NULL,
    product_id BLOB    NOT NULL,
    weight     INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, term, product_id)
) WITHOUT ROWID;

-- The words that products have or had, for misspelt words and parts of words; also read from their ends.
CREATE TABLE search_words (
    tenant_id BLOB NOT NULL,
    term      TEXT NOT NULL,
    reversed  TEXT NOT NULL,
    PRIMARY KEY (tenant_id, term)
) WITHOUT ROWID;
CREATE INDEX search_words_reversed_idx ON search_words (tenant_id, reversed);

-- What is left of a word when one or two of its letters are missing.
CREATE TABLE search_misspellings (
    tenant_id BLOB NOT NULL,
    misspelt  TEXT NOT NULL,
    term      TEXT NOT NULL,
    PRIMARY KEY (tenant_id, misspelt, term)
) WITHOUT ROWID;
