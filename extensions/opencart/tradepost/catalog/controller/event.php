<?php
namespace Opencart\Catalog\Controller\Extension\Tradepost;

use Opencart\System\Library\Extension\Tradepost\Queue;

/**
 * What happens in the shop. Each writes a row and nothing else, so that no customer waits for the network, and never fails
 * the request that it stands in: an order is worth more than a message about it.
 */
class Event extends \Opencart\System\Engine\Controller
{
	/** A new order, or another status of one; its products have less or more stock then. */
	public function order(string &$route, array &$args, mixed &$output): void
	{
		$this->tell(function (Queue $queue) use ($args): void {
			$id = (int)($args[0] ?? 0);
			$queue->add('order.updated', $id);
			$this->load->model('checkout/order');
			foreach ($this->model_checkout_order->getProducts($id) as $product) {
				$queue->add('stock.updated', (int)$product['product_id']);
			}
		});
	}

	public function customerAdded(string &$route, array &$args, mixed &$output): void
	{
		$this->tell(static fn (Queue $queue) => $queue->add('customer.created', (int)$output));
	}

	public function customerEdited(string &$route, array &$args, mixed &$output): void
	{
		$this->tell(static fn (Queue $queue) => $queue->add('customer.updated', (int)($args[0] ?? 0)));
	}

	public function returned(string &$route, array &$args, mixed &$output): void
	{
		$data = ['return_id' => (int)$output];
		foreach (['order_id', 'product_id', 'product', 'model', 'quantity', 'opened', 'return_reason_id', 'comment'] as $name) {
			$data[$name] = $args[0][$name] ?? null;
		}
		$this->tell(static fn (Queue $queue) => $queue->add('return.created', (int)$output, $data));
	}

	private function tell(callable $what): void
	{
		try {
			$what(new Queue($this->db));
		} catch (\Throwable $error) {
			$this->log->write('Tradepost: ' . $error->getMessage());
		}
	}
}
