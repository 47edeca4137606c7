<?php
namespace Opencart\Catalog\Controller\Extension\Tradepost;

use Opencart\System\Library\Extension\Tradepost\Queue;
use Opencart\System\Library\Extension\Tradepost\Payload;
use Opencart\System\Library\Extension\Tradepost\Sender;

/**
 * What the shop's cron job calls every minute. The token in its address keeps strangers from making the shop work.
 */
class Cron extends \Opencart\System\Engine\Controller
{
	public function index(): void
	{
		$this->response->addHeader('Content-Type: text/plain');
		$token = (string)$this->config->get('module_tradepost_token');
		if ($token === '' || !hash_equals($token, (string)($this->request->get['token'] ?? ''))) {
			$this->response->addHeader('HTTP/1.1 403 Forbidden');
			$this->response->setOutput("The token is wrong.\n");

			return;
		}
		$queue = new Queue($this->db);
		$this->load->model('checkout/order');
		$payload = new Payload($this->db, $this->config, $this->model_checkout_order);
		$url = (string)$this->config->get('module_tradepost_url');
		$secret = (string)$this->config->get('module_tradepost_secret');
		$sent = (new Sender($queue, $url, $secret, $payload->build(...)))->run(50);
		$counts = $queue->counts();
		$this->response->setOutput(sprintf("sent %d, waiting %d, given up %d\n", $sent, $counts['waiting'], $counts['failed']));
	}
}
