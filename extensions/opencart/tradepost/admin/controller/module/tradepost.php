<?php
namespace Opencart\Admin\Controller\Extension\Tradepost\Module;

use Opencart\System\Library\Extension\Tradepost\Queue;
use Opencart\System\Library\Extension\Tradepost\Sender;

/**
 * The page of settings: where messages go, with which secret they are signed, and how the queue stands.
 */
class Tradepost extends \Opencart\System\Engine\Controller
{
	private const VERSION = '1.0.0';

	/** What happens in the shop, and what is done then. What the back office does to products is told from here. */
	private const EVENTS = [
		'tradepost_order' => ['catalog/model/checkout/order.addHistory/after', 'catalog.order'],
		'tradepost_customer' => ['catalog/model/account/customer.addCustomer/after', 'catalog.customerAdded'],
		'tradepost_customer_edit' => ['catalog/model/account/customer.editCustomer/after', 'catalog.customerEdited'],
		'tradepost_return' => ['catalog/model/account/returns.addReturn/after', 'catalog.returned'],
		'tradepost_product' => ['admin/model/catalog/product.addProduct/after', 'admin.productAdded'],
		'tradepost_product_edit' => ['admin/model/catalog/product.editProduct/after', 'admin.productEdited'],
		'tradepost_product_delete' => ['admin/model/catalog/product.deleteProduct/after', 'admin.productDeleted'],
		'tradepost_customer_admin' => ['admin/model/customer/customer.editCustomer/after', 'admin.customerEdited'],
		'tradepost_customer_delete' => ['admin/model/customer/customer.deleteCustomer/after', 'admin.customerDeleted'],
		'tradepost_gdpr' => ['admin/model/customer/gdpr.editStatus/after', 'admin.privacy']
	];

	public function index(): void
	{
		$this->load->language('extension/tradepost/module/tradepost');
		$this->document->setTitle($this->language->get('heading_title'));
		$token = 'user_token=' . $this->session->data['user_token'];
		$counts = (new Queue($this->db))->counts();
		$data = [
			'save' => $this->url->link('extension/tradepost/module/tradepost' . $this->dot() . 'save', $token),
			'back' => $this->url->link('marketplace/extension', $token . '&type=module'),
			'url' => (string)$this->config->get('module_tradepost_url'),
			'cron' => HTTP_CATALOG . 'index.php?route=extension/tradepost/cron&token=' . $this->config->get('module_tradepost_token'),
			'counts' => $counts,
			'header' => $this->load->controller('common/header'),
			'column_left' => $this->load->controller('common/column_left'),
			'footer' => $this->load->controller('common/footer')
		];
		foreach (['heading_title', 'entry_url', 'entry_secret', 'help_secret', 'text_cron', 'text_waiting', 'text_failed', 'text_error', 'button_save', 'button_back'] as $word) {
			$data[$word] = $this->language->get($word);
		}
		$this->response->setOutput($this->load->view('extension/tradepost/module/tradepost', $data));
	}

	public function save(): void
	{
		$this->load->language('extension/tradepost/module/tradepost');
		$url = trim((string)($this->request->post['url'] ?? ''));
		$secret = trim((string)($this->request->post['secret'] ?? '')) ?: (string)$this->config->get('module_tradepost_secret');
		$answer = [];
		if (!$this->user->hasPermission('modify', 'extension/tradepost/module/tradepost')) {
			$answer['error'] = $this->language->get('error_permission');
		} elseif (strncmp($url, 'https://', 8) !== 0) {
			$answer['error'] = $this->language->get('error_url');
		} elseif (Sender::key($secret) === null) {
			$answer['error'] = $this->language->get('error_secret');
		} else {
			$is_new = $url !== (string)$this->config->get('module_tradepost_url');
			$this->keep($url, $secret, (string)$this->config->get('module_tradepost_token') ?: bin2hex(random_bytes(16)));
			if ($is_new) {
				(new Queue($this->db))->add('app.installed', 0, ['version' => self::VERSION, 'platform_version' => VERSION]);
			}
			$answer['success'] = $this->language->get('text_success');
		}
		$this->response->addHeader('Content-Type: application/json');
		$this->response->setOutput(json_encode($answer));
	}

	private function keep(string $url, string $secret, string $token): void
	{
		$this->load->model('setting/setting');
		$this->model_setting_setting->editSetting('module_tradepost', [
			'module_tradepost_status' => 1,
			'module_tradepost_url' => $url,
			'module_tradepost_secret' => $secret,
			'module_tradepost_token' => $token
		]);
	}

	public function install(): void
	{
		(new Queue($this->db))->install();
		$this->keep('', '', bin2hex(random_bytes(16)));
		$this->load->model('setting/event');
		foreach (self::EVENTS as $code => [$trigger, $action]) {
			[$side, $name] = explode('.', $action);
			$this->model_setting_event->deleteEventByCode($code);
			$this->model_setting_event->addEvent([
				'code' => $code,
				'description' => 'Tells Tradepost.',
				// Before 4.0.2 a method stands behind a bar.
				'trigger' => str_replace('.', $this->dot(), $trigger),
				'action' => $side === 'admin' ? 'extension/tradepost/module/tradepost' . $this->dot() . $name : 'extension/tradepost/event' . $this->dot() . $name,
				'status' => true,
				'sort_order' => 9
			]);
		}
	}

	/** The last message says that nothing will come any more; it is tried once, because the queue goes with the extension. */
	public function uninstall(): void
	{
		$queue = new Queue($this->db);
		$queue->add('app.uninstalled', 0, ['version' => self::VERSION, 'platform_version' => VERSION]);
		$build = static fn (array $row): ?array => null;
		(new Sender($queue, (string)$this->config->get('module_tradepost_url'), (string)$this->config->get('module_tradepost_secret'), $build))->run(1);
		$this->load->model('setting/event');
		foreach (array_keys(self::EVENTS) as $code) {
			$this->model_setting_event->deleteEventByCode($code);
		}
		$queue->uninstall();
	}

	private function dot(): string
	{
		return version_compare(VERSION, '4.0.2.0', '>=') ? '.' : '|';
	}

	public function productAdded(string &$route, array &$args, mixed &$output): void
	{
		$this->tell('product.created', (int)$output);
	}

	public function productEdited(string &$route, array &$args, mixed &$output): void
	{
		$this->tell('product.updated', (int)($args[0] ?? 0));
	}

	public function productDeleted(string &$route, array &$args, mixed &$output): void
	{
		$id = (int)($args[0] ?? 0);
		$this->tell('product.deleted', $id, ['id' => $id]);
	}

	public function customerEdited(string &$route, array &$args, mixed &$output): void
	{
		$this->tell('customer.updated', (int)($args[0] ?? 0));
	}

	public function customerDeleted(string &$route, array &$args, mixed &$output): void
	{
		$id = (int)($args[0] ?? 0);
		$this->tell('customer.deleted', $id, ['id' => $id]);
	}

	/** A request that was approved: what is to be forgotten is written down now, because soon nobody knows it. */
	public function privacy(string &$route, array &$args, mixed &$output): void
	{
		$this->load->model('customer/gdpr');
		$request = $this->model_customer_gdpr->getGdpr((int)($args[0] ?? 0));
		// 2 and 3 are OpenCart's numbers for approved and done.
		if (!$request || (int)($args[1] ?? 0) < 2) {
			return;
		}
		$this->load->model('customer/customer');
		$customer = $this->model_customer_customer->getCustomerByEmail($request['email']);
		$type = $request['action'] === 'remove' ? 'customer.redacted' : 'customer.data_requested';
		$id = (int)($customer['customer_id'] ?? 0);
		$this->tell($type, $id, ['id' => $id, 'email' => $request['email'], 'order_ids' => []]);
	}

	/** Never fails the request that it stands in. */
	private function tell(string $type, int $id, ?array $data = null): void
	{
		try {
			(new Queue($this->db))->add($type, $id, $data);
		} catch (\Throwable $error) {
			$this->log->write('Tradepost: ' . $error->getMessage());
		}
	}
}
