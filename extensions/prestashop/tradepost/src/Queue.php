<?php
/**
 * What waits to be sent. A row that speaks of the same thing and has not been tried yet is not written twice: what is sent
 * is the thing as it is then.
 */
declare(strict_types=1);

namespace Tradepost\PrestaShop;

use Context;
use Db;
use Exception;
use PrestaShopLogger;

if (!defined('_PS_VERSION_')) {
    exit;
}

final class Queue
{
    /** Whoever writes a thing writes its parts a moment later: so long is waited. */
    private const DELAY_S = 5;

    public static function install(): bool
    {
        return Db::getInstance()->execute('CREATE TABLE IF NOT EXISTS `' . self::table() . '` (
            `id` BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
            `message_id` CHAR(32) NOT NULL,
            `type` VARCHAR(64) NOT NULL,
            `entity_id` INT UNSIGNED NOT NULL,
            `part_id` INT UNSIGNED NOT NULL DEFAULT 0,
            `shop_id` INT UNSIGNED NOT NULL,
            `data` LONGTEXT NULL,
            `body` LONGTEXT NULL,
            `attempts` INT UNSIGNED NOT NULL DEFAULT 0,
            `next_attempt_at` BIGINT UNSIGNED NULL,
            `last_error` VARCHAR(255) NOT NULL DEFAULT \'\',
            PRIMARY KEY (`id`),
            KEY `due` (`next_attempt_at`, `id`)
        ) ENGINE=' . _MYSQL_ENGINE_ . ' DEFAULT CHARSET=utf8mb4');
    }

    public static function uninstall(): bool
    {
        return Db::getInstance()->execute('DROP TABLE IF EXISTS `' . self::table() . '`');
    }

    /** Never fails the request that it stands in: an order is worth more than a message about it. */
    public static function add(string $type, int $entity, ?array $data = null, int $part = 0): void
    {
        try {
            $shop = (int) Context::getContext()->shop->id;
            $same = sprintf(
                "`type` = '%s' AND `entity_id` = %d AND `part_id` = %d AND `shop_id` = %d AND `attempts` = 0 AND `body` IS NULL",
                pSQL($type),
                $entity,
                $part,
                $shop
            );
            if ($data === null && Db::getInstance()->getValue('SELECT 1 FROM `' . self::table() . '` WHERE ' . $same)) {
                return;
            }
            Db::getInstance()->insert('tradepost_queue', [
                'message_id' => bin2hex(random_bytes(16)),
                'type' => pSQL($type),
                'entity_id' => $entity,
                'part_id' => $part,
                'shop_id' => $shop,
                'data' => $data === null ? null : pSQL((string) json_encode($data), true),
                'next_attempt_at' => time() + self::DELAY_S,
            ], true);
        } catch (Exception $error) {
            PrestaShopLogger::addLog('Tradepost: ' . $error->getMessage(), 3);
        }
    }

    /** What is due, the oldest first. */
    public static function due(int $limit): array
    {
        $rows = Db::getInstance()->executeS(
            'SELECT * FROM `' . self::table() . '` WHERE `next_attempt_at` <= ' . time() . ' ORDER BY `id` LIMIT ' . $limit
        );

        return is_array($rows) ? $rows : [];
    }

    public static function done(int $id): void
    {
        Db::getInstance()->delete('tradepost_queue', '`id` = ' . $id);
    }

    /** What is sent again is sent with the same body. */
    public static function keepBody(int $id, string $body): void
    {
        Db::getInstance()->update('tradepost_queue', ['body' => pSQL($body, true)], '`id` = ' . $id);
    }

    public static function again(int $id, int $attempts, ?int $at, string $error): void
    {
        Db::getInstance()->update('tradepost_queue', [
            'attempts' => $attempts,
            'next_attempt_at' => $at,
            'last_error' => pSQL(mb_substr($error, 0, 255)),
        ], '`id` = ' . $id, 0, true);
    }

    /** How many wait, how many were given up, and why the last one failed. */
    public static function counts(): array
    {
        $row = Db::getInstance()->getRow('SELECT SUM(`next_attempt_at` IS NOT NULL) AS waiting,
            SUM(`next_attempt_at` IS NULL) AS failed FROM `' . self::table() . '`');
        $error = Db::getInstance()->getValue('SELECT `last_error` FROM `' . self::table() . '`
            WHERE `last_error` <> \'\' ORDER BY `id` DESC');

        return [
            'waiting' => (int) ($row['waiting'] ?? 0),
            'failed' => (int) ($row['failed'] ?? 0),
            'error' => (string) $error,
        ];
    }

    private static function table(): string
    {
        return _DB_PREFIX_ . 'tradepost_queue';
    }
}
