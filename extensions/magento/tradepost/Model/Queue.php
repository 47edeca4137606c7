<?php
declare(strict_types=1);

namespace Tradepost\Webhooks\Model;

use Magento\Framework\App\ResourceConnection;
use Magento\Framework\DB\Adapter\AdapterInterface;

/**
 * What waits to be sent. A row that speaks of the same thing and has not been tried yet is not written twice: what is sent
 * is the thing as it is then.
 */
class Queue
{
    /** Whoever writes a thing writes its parts a moment later: so long is waited. */
    private const DELAY_S = 5;

    public function __construct(private readonly ResourceConnection $resource)
    {
    }

    public function add(string $type, int $entity, ?array $data = null): void
    {
        $db = $this->db();
        $select = $db->select()->from($this->table(), ['id'])
            ->where('type = ?', $type)->where('entity_id = ?', $entity)
            ->where('attempts = 0')->where('body IS NULL')->limit(1);
        if ($data === null && $db->fetchOne($select)) {
            return;
        }
        $db->insert($this->table(), [
            'message_id' => bin2hex(random_bytes(16)),
            'type' => $type,
            'entity_id' => $entity,
            'data' => $data === null ? null : json_encode($data),
            'next_attempt_at' => time() + self::DELAY_S,
        ]);
    }

    /** What is due, the oldest first. */
    public function due(int $limit): array
    {
        $select = $this->db()->select()->from($this->table())
            ->where('next_attempt_at <= ?', time())->order('id')->limit($limit);

        return $this->db()->fetchAll($select);
    }

    public function done(int $id): void
    {
        $this->db()->delete($this->table(), ['id = ?' => $id]);
    }

    /** What is sent again is sent with the same body. */
    public function keepBody(int $id, string $body): void
    {
        $this->db()->update($this->table(), ['body' => $body], ['id = ?' => $id]);
    }

    public function again(int $id, int $attempts, ?int $at, string $error): void
    {
        $this->db()->update($this->table(), [
            'attempts' => $attempts,
            'next_attempt_at' => $at,
            'last_error' => mb_substr($error, 0, 255),
        ], ['id = ?' => $id]);
    }

    private function db(): AdapterInterface
    {
        return $this->resource->getConnection();
    }

    private function table(): string
    {
        return $this->resource->getTableName('tradepost_queue');
    }
}
