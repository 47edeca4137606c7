<?php
declare(strict_types=1);

namespace Opencart\System\Library\Extension\Tradepost;

/**
 * What a message speaks of, as OpenCart has it, with what it has as numbers alone put beside it: the shop's currency, what
 * a status means, names, and instants with their zone.
 */
final class Payload
{
	/** What the statuses mean that OpenCart comes with; the shop's settings say which mean that it is paid or complete. */
	private const STATES = [
		3 => 'shipped', 7 => 'cancelled', 8 => 'failed', 10 => 'failed', 11 => 'refunded',
		12 => 'refunded', 13 => 'refunded', 14 => 'cancelled', 16 => 'cancelled'
	];

	/** Nobody but OpenCart needs these. */
	private const SECRET = ['password', 'salt', 'token', 'code', 'cart', 'wishlist'];

	/**
	 * @param object $db     OpenCart's database
	 * @param object $config OpenCart's settings
	 * @param object $orders the model of orders
	 */
	public function __construct(private object $db, private object $config, private object $orders)
	{
	}

	/** Nothing of what is gone. */
	public function build(array $row): ?array
	{
		$id = (int)$row['entity_id'];

		return match (explode('.', (string)$row['type'])[0]) {
			'order' => $this->order($id),
			'product' => $this->product($id),
			'stock' => $this->stock($id),
			'customer' => $this->customer($id),
			default => null
		};
	}

	private function order(int $id): ?array
	{
		$order = $this->orders->getOrder($id);
		if (!$order) {
			return null;
		}
		$order['products'] ??= $this->orders->getProducts($id);
		$order['totals'] ??= $this->orders->getTotals($id);
		foreach ($order['products'] as &$product) {
			$product['option'] ??= $this->orders->getOptions($id, (int)$product['order_product_id']);
			$product['sku'] = $this->one('SELECT `sku` AS word FROM `' . DB_PREFIX . 'product` WHERE `product_id` = ' . (int)$product['product_id']);
		}
		unset($product);
		$order['id'] = $id;
		$order['shop_currency'] = (string)$this->config->get('config_currency');
		$order['state'] = $this->state((int)$order['order_status_id']);

		return $this->timed($order);
	}

	private function state(int $status): string
	{
		$in = fn (string $name): bool => in_array($status, array_map('intval', (array)$this->config->get($name)), true);

		return match (true) {
			isset(self::STATES[$status]) => self::STATES[$status],
			$in('config_complete_status') => 'complete',
			$in('config_processing_status') => 'processing',
			default => 'pending'
		};
	}

	private function product(int $id): ?array
	{
		$language = (int)$this->config->get('config_language_id');
		$product = $this->row('SELECT p.*, d.`name`, d.`description`, d.`tag`, d.`meta_title`, d.`meta_description`, m.`name` AS manufacturer, w.`unit` AS weight_unit
			FROM `' . DB_PREFIX . 'product` p
			LEFT JOIN `' . DB_PREFIX . 'product_description` d ON d.`product_id` = p.`product_id` AND d.`language_id` = ' . $language . '
			LEFT JOIN `' . DB_PREFIX . 'manufacturer` m ON m.`manufacturer_id` = p.`manufacturer_id`
			LEFT JOIN `' . DB_PREFIX . 'weight_class_description` w ON w.`weight_class_id` = p.`weight_class_id` AND w.`language_id` = ' . $language . '
			WHERE p.`product_id` = ' . $id);
		if (!$product) {
			return null;
		}
		foreach (['name', 'description', 'tag', 'meta_title', 'meta_description', 'manufacturer'] as $name) {
			// OpenCart stores what people wrote as HTML.
			$product[$name] = html_entity_decode((string)$product[$name], ENT_QUOTES, 'UTF-8');
		}
		foreach (['variant', 'override'] as $name) {
			$product[$name] = json_decode((string)($product[$name] ?? ''), true) ?: [];
		}
		$product['categories'] = array_column($this->rows('SELECT d.`name` FROM `' . DB_PREFIX . 'product_to_category` c
			JOIN `' . DB_PREFIX . 'category_description` d ON d.`category_id` = c.`category_id` AND d.`language_id` = ' . $language . '
			WHERE c.`product_id` = ' . $id), 'name');
		$product['attributes'] = $this->rows('SELECT a.`attribute_id`, d.`name`, a.`text` FROM `' . DB_PREFIX . 'product_attribute` a
			JOIN `' . DB_PREFIX . 'attribute_description` d ON d.`attribute_id` = a.`attribute_id` AND d.`language_id` = ' . $language . '
			WHERE a.`product_id` = ' . $id . ' AND a.`language_id` = ' . $language);
		$files = array_column($this->rows('SELECT `image` FROM `' . DB_PREFIX . 'product_image` WHERE `product_id` = ' . $id . ' ORDER BY `sort_order`'), 'image');
		array_unshift($files, (string)$product['image']);
		$product['images'] = [];
		foreach (array_filter(array_unique($files)) as $file) {
			$product['images'][] = ['url' => HTTP_SERVER . 'image/' . implode('/', array_map('rawurlencode', explode('/', $file)))];
		}
		$product['shop_currency'] = (string)$this->config->get('config_currency');
		$product['id'] = $id;

		return $this->timed($product);
	}

	private function stock(int $id): ?array
	{
		$row = $this->row('SELECT `product_id`, `master_id`, `model`, `sku`, `ean`, `quantity`, `subtract` FROM `' . DB_PREFIX . 'product` WHERE `product_id` = ' . $id);

		return $row ? $row + ['id' => $id, 'updated_at' => gmdate('Y-m-d\TH:i:s\Z')] : null;
	}

	private function customer(int $id): ?array
	{
		$customer = $this->row('SELECT * FROM `' . DB_PREFIX . 'customer` WHERE `customer_id` = ' . $id);
		if (!$customer) {
			return null;
		}
		$customer = array_diff_key($customer, array_flip(self::SECRET));
		$customer['addresses'] = $this->rows('SELECT a.*, z.`code` AS zone_code, z.`name` AS zone, c.`iso_code_2`, c.`name` AS country
			FROM `' . DB_PREFIX . 'address` a
			LEFT JOIN `' . DB_PREFIX . 'zone` z ON z.`zone_id` = a.`zone_id`
			LEFT JOIN `' . DB_PREFIX . 'country` c ON c.`country_id` = a.`country_id`
			WHERE a.`customer_id` = ' . $id);
		$language = (int)($customer['language_id'] ?? 0);
		$customer['language_code'] = $this->one('SELECT `code` AS word FROM `' . DB_PREFIX . 'language` WHERE `language_id` = ' . $language);
		$customer['id'] = $id;

		return $this->timed($customer);
	}

	/** The database's own time as instants: the database knows how far it is from UTC. */
	private function timed(array $data): array
	{
		foreach (['date_added' => 'created_at', 'date_modified' => 'updated_at'] as $own => $instant) {
			$time = (string)($data[$own] ?? '');
			if ($time !== '' && strncmp($time, '0000', 4) !== 0) {
				$seconds = $this->row("SELECT UNIX_TIMESTAMP('" . $this->db->escape($time) . "') AS seconds")['seconds'] ?? null;
				$data[$instant] = $seconds === null ? null : gmdate('Y-m-d\TH:i:s\Z', (int)$seconds);
			}
		}

		return $data;
	}

	private function rows(string $sql): array
	{
		return $this->db->query($sql)->rows;
	}

	private function row(string $sql): array
	{
		return $this->db->query($sql)->row;
	}

	private function one(string $sql): ?string
	{
		return $this->row($sql)['word'] ?? null;
	}
}
