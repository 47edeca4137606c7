<?php
/**
 * Sends what is due as Standard Webhooks: an id that stays the same, the time of this attempt, and a signature over both
 * and the body.
 */
declare(strict_types=1);

namespace Tradepost\PrestaShop;

use Configuration;
use Db;
use Throwable;

if (!defined('_PS_VERSION_')) {
    exit;
}

final class Sender
{
    /** Seconds until the next attempt; after the last one a message is given up and stays visible. */
    private const BACKOFF_S = [5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400];
    private const TIMEOUT_S = 15;
    private const RUN_MAX_S = 50;

    /** Sends at most so many, one run at a time. Answers how many were taken. */
    public static function run(int $limit): int
    {
        $db = Db::getInstance();
        if (!$db->getValue("SELECT GET_LOCK('tradepost_queue', 0)")) {
            return 0;
        }
        $sent = 0;
        $until = time() + self::RUN_MAX_S;
        try {
            foreach (Queue::due($limit) as $row) {
                if (time() > $until) {
                    break;
                }
                $sent += self::attempt($row) ? 1 : 0;
            }
        } finally {
            $db->getValue("SELECT RELEASE_LOCK('tradepost_queue')");
        }

        return $sent;
    }

    private static function attempt(array $row): bool
    {
        $id = (int) $row['id'];
        $shop = (int) $row['shop_id'];
        $url = (string) Configuration::get('TRADEPOST_URL', null, null, $shop);
        $key = self::key((string) Configuration::get('TRADEPOST_SECRET', null, null, $shop));
        if ($url === '' || $key === null) {
            // Not connected: what happened is kept for when it is.
            return false;
        }
        try {
            $body = (string) ($row['body'] ?? '');
            if ($body === '') {
                $data = $row['data'] === null ? Payload::build($row) : json_decode((string) $row['data'], true);
                if ($data === null) {
                    // It is gone meanwhile, and its deletion has a message of its own.
                    Queue::done($id);

                    return false;
                }
                $body = self::body((string) $row['type'], $data);
                Queue::keepBody($id, $body);
            }
            [$status, $error] = self::post($url, self::headers((string) $row['message_id'], time(), $body, $key), $body);
        } catch (Throwable $thrown) {
            [$status, $error] = [0, $thrown->getMessage()];
        }
        if ($status >= 200 && $status < 300) {
            Queue::done($id);

            return true;
        }
        $attempts = (int) $row['attempts'] + 1;
        $wait = self::BACKOFF_S[$attempts - 1] ?? null;
        // 410 says that nobody listens there any more.
        $next = $wait === null || $status === 410 ? null : time() + $wait;
        Queue::again($id, $attempts, $next, $status > 0 ? 'The answer was ' . $status . '.' : $error);

        return false;
    }

    public static function body(string $type, array $data): string
    {
        return (string) json_encode([
            'type' => $type,
            'timestamp' => gmdate('Y-m-d\TH:i:s\Z'),
            'version' => '1.0.0',
            'data' => $data,
        ], JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE | JSON_THROW_ON_ERROR);
    }

    /** The key in a secret; none of one that is no secret. */
    public static function key(string $secret): ?string
    {
        if (strncmp($secret, 'whsec_', 6) !== 0) {
            return null;
        }
        $key = base64_decode(substr($secret, 6), true);

        return $key === false || $key === '' ? null : $key;
    }

    public static function headers(string $id, int $at, string $body, string $key): array
    {
        $signature = base64_encode(hash_hmac('sha256', $id . '.' . $at . '.' . $body, $key, true));

        return [
            'content-type: application/json',
            'webhook-id: ' . $id,
            'webhook-timestamp: ' . $at,
            'webhook-signature: v1,' . $signature,
        ];
    }

    private static function post(string $url, array $headers, string $body): array
    {
        $call = curl_init($url);
        curl_setopt_array($call, [
            CURLOPT_POST => true,
            CURLOPT_POSTFIELDS => $body,
            CURLOPT_HTTPHEADER => $headers,
            CURLOPT_RETURNTRANSFER => true,
            CURLOPT_FOLLOWLOCATION => false,
            CURLOPT_PROTOCOLS => CURLPROTO_HTTPS,
            CURLOPT_CONNECTTIMEOUT => 5,
            CURLOPT_TIMEOUT => self::TIMEOUT_S,
        ]);
        curl_exec($call);
        $answer = [(int) curl_getinfo($call, CURLINFO_RESPONSE_CODE), curl_error($call)];
        curl_close($call);

        return $answer;
    }
}
