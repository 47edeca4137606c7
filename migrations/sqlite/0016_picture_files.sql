-- Which files a picture needs: as long as one does, a file stays.
CREATE TABLE product_image_files (
    tenant_id BLOB NOT NULL,
    image_id  BLOB NOT NULL,
    file_hash TEXT NOT NULL,
    PRIMARY KEY (tenant_id, image_id, file_hash),
    FOREIGN KEY (tenant_id, image_id) REFERENCES product_images (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX product_image_files_hash_idx ON product_image_files (tenant_id, file_hash);

INSERT INTO product_image_files (tenant_id, image_id, file_hash)
SELECT tenant_id, id, file_hash FROM product_images WHERE file_hash IS NOT NULL
UNION SELECT i.tenant_id, i.id, json_extract(r.value, '$.hash') FROM product_images i, json_each(i.renditions) r;

DROP INDEX product_images_hash_idx;

-- Files that were imported, by what they are.
CREATE INDEX product_imports_file_idx ON product_imports (tenant_id, file_hash);
