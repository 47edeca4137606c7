"""The usual home-made receiver: Flask verifies the signature, SQLite commits the row, then 200.

Run by gunicorn with two workers; RECEIVER_DB names the database and RECEIVER_SECRET the shared secret.
"""

import base64
import hashlib
import hmac
import os
import sqlite3
import time

from flask import Flask, request

app = Flask(__name__)
secret = os.environ["RECEIVER_SECRET"].encode()
database = sqlite3.connect(os.environ["RECEIVER_DB"], timeout=10, isolation_level=None)
database.execute("PRAGMA journal_mode = WAL")
database.execute("PRAGMA synchronous = FULL")
database.execute(
    "CREATE TABLE IF NOT EXISTS deliveries"
    " (id TEXT PRIMARY KEY, topic TEXT, received_at REAL, headers TEXT, body BLOB)"
)


@app.get("/readyz")
def ready():
    return "ready"


@app.post("/webhooks/shopify")
def receive():
    body = request.get_data()
    signature = base64.b64encode(hmac.new(secret, body, hashlib.sha256).digest()).decode()
    if not hmac.compare_digest(signature, request.headers.get("X-Shopify-Hmac-Sha256", "")):
        return "wrong signature", 401
    database.execute(
        "INSERT INTO deliveries VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (
            request.headers["X-Shopify-Webhook-Id"],
            request.headers.get("X-Shopify-Topic"),
            time.time(),
            str(request.headers),
            body,
        ),
    )
    return "", 200
