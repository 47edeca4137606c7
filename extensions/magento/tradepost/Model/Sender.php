<?php
declare(strict_types=1);

namespace Tradepost\Webhooks\Model;

use Magento\Framework\App\Config\ScopeConfigInterface;
use Magento\Framework\Encryption\EncryptorInterface;
use Magento\Framework\Lock\LockManagerInterface;
use Throwable;

/**
 * Sends what is due as Standard Webhooks: an id that stays the same, the time of this attempt, and a signature over both
 * and the body.
 */
class Sender
{
    /** Seconds until the next attempt; after the last one a message is given up and stays in the table. */
    private const BACKOFF_S = [5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400];
    private const TIMEOUT_S = 15;
    private const RUN_MAX_S = 50;
    private const LOCK = 'tradepost_send';

    public function __construct(
        private readonly Queue $queue,
        private readonly Payload $payload,
        private readonly ScopeConfigInterface $config,
        private readonly EncryptorInterface $encryptor,
        private readonly LockManagerInterface $locks
    ) {
    }

    /** Sends at most so many, one run at a time. */
    public function run(int $limit): void
    {
        $url = (string) $this->config->getValue('tradepost/connection/url');
        $key = self::key($this->encryptor->decrypt((string) $this->config->getValue('tradepost/connection/secret')));
        // Not connected: what happened is kept for when it is.
        if (!str_starts_with($url, 'https://') || $key === null || !$this->locks->lock(self::LOCK, 0)) {
            return;
        }
        $until = time() + self::RUN_MAX_S;
        try {
            foreach ($this->queue->due($limit) as $row) {
                if (time() > $until) {
                    break;
                }
                $this->attempt($row, $url, $key);
            }
        } finally {
            $this->locks->unlock(self::LOCK);
        }
    }

    private function attempt(array $row, string $url, string $key): void
    {
        $id = (int) $row['id'];
        try {
            $body = (string) ($row['body'] ?? '');
            if ($body === '') {
                $data = $row['data'] === null ? $this->payload->build($row) : json_decode((string) $row['data'], true);
                if ($data === null) {
                    // It is gone meanwhile, and its deletion has a message of its own.
                    $this->queue->done($id);

                    return;
                }
                $body = self::body((string) $row['type'], $data);
                $this->queue->keepBody($id, $body);
            }
            [$status, $error] = $this->post($url, self::headers((string) $row['message_id'], time(), $body, $key), $body);
        } catch (Throwable $thrown) {
            [$status, $error] = [0, $thrown->getMessage()];
        }
        if ($status >= 200 && $status < 300) {
            $this->queue->done($id);

            return;
        }
        $attempts = (int) $row['attempts'] + 1;
        $wait = self::BACKOFF_S[$attempts - 1] ?? null;
        // 410 says that nobody listens there any more.
        $next = $wait === null || $status === 410 ? null : time() + $wait;
        $this->queue->again($id, $attempts, $next, $status > 0 ? 'The answer was ' . $status . '.' : $error);
    }

    public static function body(string $type, array $data): string
    {
        return json_encode([
            'type' => $type,
            'timestamp' => gmdate('Y-m-d\TH:i:s\Z'),
            'version' => '1.0.0',
            'data' => $data,
        ], JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE | JSON_THROW_ON_ERROR);
    }

    /** The key in a secret; none of one that is no secret. */
    public static function key(string $secret): ?string
    {
        if (!str_starts_with($secret, 'whsec_')) {
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

    private function post(string $url, array $headers, string $body): array
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
