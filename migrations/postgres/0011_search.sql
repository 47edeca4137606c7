-- Where products are found by words. Written with the product, in the same transaction.

-- What a product was found by when it was last indexed, so that only what changed is written.
CREATE TABLE search_documents (
    tenant_id  uuid   NOT NULL REFERENCES organizations (tenant_id),
    product_id uuid   NOT NULL,
    -- The rules by which it was indexed; 0 when something around the product changed.
    format     bigint NOT NULL,
    terms      jsonb  NOT NULL,
    PRIMARY KEY (tenant_id, product_id),
    FOREIGN KEY (tenant_id, product_id) REFERENCES products (tenant_id, id) ON DELETE CASCADE
);
SELECT tradepost_tenant_table('search_documents');

-- One row for each term of a product. Terms are ASCII; what else stands before letters and digits says what they are.
CREATE TABLE search_postings (
    tenant_id  uuid   NOT NULL,
    term       text   COLLATE "C" NOT NULL,
    product_id uuid   NOT NULL,
    weight     bigint NOT NULL,
    PRIMARY KEY (tenant_id, term, product_id) INCLUDE (weight)
);
SELECT tradepost_tenant_table('search_postings');

-- The words that products have or had, for misspelt words and parts of words; also read from their ends.
CREATE TABLE search_words (
    tenant_id uuid NOT NULL,
    term      text COLLATE "C" NOT NULL,
    reversed  text COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant_id, term)
);
CREATE INDEX search_words_reversed_idx ON search_words (tenant_id, reversed);
SELECT tradepost_tenant_table('search_words');

-- What is left of a word when one or two of its letters are missing.
CREATE TABLE search_misspellings (
    tenant_id uuid NOT NULL,
    misspelt  text COLLATE "C" NOT NULL,
    term      text COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant_id, misspelt, term)
);
SELECT tradepost_tenant_table('search_misspellings');
