<?php
declare(strict_types=1);

namespace Tradepost\Webhooks\Observer;

use Magento\Framework\Event\Observer;
use Magento\Framework\Event\ObserverInterface;
use Magento\Sales\Model\Order;
use Psr\Log\LoggerInterface;
use Throwable;
use Tradepost\Webhooks\Model\Queue;

/**
 * Writes down what has happened, and nothing else, so that no customer waits for the network. It never fails the request
 * that it stands in: an order is worth more than a message about it.
 */
class Tell implements ObserverInterface
{
    /** What an event of Magento is called in a message, and where the id of the thing is. */
    private const TYPES = [
        'sales_order_save_commit_after' => ['order.updated', 'entity_id'],
        'sales_order_delete_commit_after' => ['order.deleted', 'entity_id'],
        'sales_order_creditmemo_save_commit_after' => ['refund.created', 'entity_id'],
        'sales_order_shipment_save_commit_after' => ['shipment.updated', 'entity_id'],
        'sales_order_shipment_track_save_commit_after' => ['shipment.updated', 'parent_id'],
        'catalog_product_save_commit_after' => ['product.updated', 'entity_id'],
        'catalog_product_delete_commit_after' => ['product.deleted', 'entity_id'],
        'cataloginventory_stock_item_save_commit_after' => ['stock.updated', 'product_id'],
        'customer_save_commit_after' => ['customer.updated', 'entity_id'],
        'customer_delete_commit_after' => ['customer.deleted', 'entity_id'],
        'customer_address_save_commit_after' => ['customer.updated', 'parent_id'],
    ];

    public function __construct(
        private readonly Queue $queue,
        private readonly LoggerInterface $logger
    ) {
    }

    public function execute(Observer $observer): void
    {
        try {
            $this->tell((string) $observer->getEvent()->getName(), $observer);
        } catch (Throwable $error) {
            $this->logger->error('Tradepost: ' . $error->getMessage());
        }
    }

    private function tell(string $event, Observer $observer): void
    {
        if ($event === 'admin_system_config_changed_section_tradepost') {
            $this->queue->add('app.installed', 0, ['version' => '1.0.0']);

            return;
        }
        $thing = $observer->getEvent()->getDataObject();
        if ($thing === null || !isset(self::TYPES[$event])) {
            return;
        }
        [$type, $name] = self::TYPES[$event];
        $id = (int) ($thing->getData($name) ?: $thing->getId());
        if ($id === 0) {
            return;
        }
        $this->queue->add($type, $id, str_ends_with($type, '.deleted') ? ['id' => $id] : null);
        if ($thing instanceof Order) {
            // What is promised to an order can be sold no more, though it lies there still.
            foreach ($thing->getAllItems() as $item) {
                $this->queue->add('stock.updated', (int) $item->getProductId());
            }
        }
    }
}
