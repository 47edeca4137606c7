<?php
declare(strict_types=1);

namespace Opencart\System\Library\Extension\Tradepost;

/**
 * What waits to be sent. A row that speaks of the same thing and has not been tried yet is not written twice: what is sent
 * is the thing as it is then.
 */
final class Queue
{
	/** Whoever writes a thing writes its parts a moment later: so long is waited. */
	private const DELAY_S = 5;

	/** @param object $db OpenCart's database */
	public function __construct(private object $db)
	{
	}

	public function install(): void
	{
		$this->db->query('CREATE TABLE IF NOT EXISTS `' . $this->table() . "` (
			`id` BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
			`message_id` CHAR(32) NOT NULL,
			`type` VARCHAR(64) NOT NULL,
			`entity_id` INT UNSIGNED NOT NULL,
			`data` LONGTEXT NULL,
			`body` LONGTEXT NULL,
			`attempts` INT UNSIGNED NOT NULL DEFAULT 0,
			`next_attempt_at` BIGINT UNSIGNED NULL,
			`last_error` VARCHAR(255) NOT NULL DEFAULT '',
			PRIMARY KEY (`id`),
			KEY `due` (`next_attempt_at`, `id`)
		) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4");
	}

	public function uninstall(): void
	{
		$this->db->query('DROP TABLE IF EXISTS `' . $this->table() . '`');
	}

	public function add(string $type, int $entity, ?array $data = null): void
	{
		$same = "`type` = '" . $this->db->escape($type) . "' AND `entity_id` = " . $entity . ' AND `attempts` = 0 AND `body` IS NULL';
		if ($data === null && $this->db->query('SELECT 1 FROM `' . $this->table() . '` WHERE ' . $same . ' LIMIT 1')->num_rows) {
			return;
		}
		$stored = $data === null ? 'NULL' : "'" . $this->db->escape((string)json_encode($data)) . "'";
		$this->db->query('INSERT INTO `' . $this->table() . "` SET `message_id` = '" . bin2hex(random_bytes(16)) . "',
			`type` = '" . $this->db->escape($type) . "', `entity_id` = " . $entity . ', `data` = ' . $stored . ',
			`next_attempt_at` = ' . (time() + self::DELAY_S));
	}

	/** What is due, the oldest first. */
	public function due(int $limit): array
	{
		return $this->db->query('SELECT * FROM `' . $this->table() . '` WHERE `next_attempt_at` <= ' . time() . ' ORDER BY `id` LIMIT ' . $limit)->rows;
	}

	public function done(int $id): void
	{
		$this->db->query('DELETE FROM `' . $this->table() . '` WHERE `id` = ' . $id);
	}

	/** What is sent again is sent with the same body. */
	public function keepBody(int $id, string $body): void
	{
		$this->db->query('UPDATE `' . $this->table() . "` SET `body` = '" . $this->db->escape($body) . "' WHERE `id` = " . $id);
	}

	public function again(int $id, int $attempts, ?int $at, string $error): void
	{
		$this->db->query('UPDATE `' . $this->table() . '` SET `attempts` = ' . $attempts . ', `next_attempt_at` = ' . ($at ?? 'NULL') . ",
			`last_error` = '" . $this->db->escape(mb_substr($error, 0, 255)) . "' WHERE `id` = " . $id);
	}

	/** How many wait, how many were given up, and why the last one failed. */
	public function counts(): array
	{
		$row = $this->db->query('SELECT SUM(`next_attempt_at` IS NOT NULL) AS waiting, SUM(`next_attempt_at` IS NULL) AS failed FROM `' . $this->table() . '`')->row;
		$last = $this->db->query('SELECT `last_error` FROM `' . $this->table() . "` WHERE `last_error` <> '' ORDER BY `id` DESC LIMIT 1")->row;

		return ['waiting' => (int)($row['waiting'] ?? 0), 'failed' => (int)($row['failed'] ?? 0), 'error' => (string)($last['last_error'] ?? '')];
	}

	/** One run at a time. */
	public function lock(): bool
	{
		return (bool)($this->db->query("SELECT GET_LOCK('tradepost_queue', 0) AS got")->row['got'] ?? false);
	}

	public function unlock(): void
	{
		$this->db->query("SELECT RELEASE_LOCK('tradepost_queue')");
	}

	private function table(): string
	{
		return DB_PREFIX . 'tradepost_queue';
	}
}
