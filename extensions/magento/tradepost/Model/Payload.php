<?php
declare(strict_types=1);

namespace Tradepost\Webhooks\Model;

use Magento\Catalog\Api\Data\ProductInterface;
use Magento\Catalog\Api\ProductRepositoryInterface;
use Magento\CatalogInventory\Api\StockRegistryInterface;
use Magento\ConfigurableProduct\Model\Product\Type\Configurable;
use Magento\Customer\Api\CustomerRepositoryInterface;
use Magento\Framework\App\Config\ScopeConfigInterface;
use Magento\Framework\Exception\NoSuchEntityException;
use Magento\Framework\ObjectManagerInterface;
use Magento\Framework\UrlInterface;
use Magento\Framework\Webapi\ServiceOutputProcessor;
use Magento\Sales\Api\CreditmemoRepositoryInterface;
use Magento\Sales\Api\OrderRepositoryInterface;
use Magento\Sales\Api\ShipmentRepositoryInterface;
use Magento\Store\Model\StoreManagerInterface;

/**
 * What a message speaks of, as the REST interface has it, with what that has as numbers alone put beside it: names, what is
 * charged now, what can still be sold, and the simple products of a configurable one.
 */
class Payload
{
    public function __construct(
        private readonly ServiceOutputProcessor $output,
        private readonly OrderRepositoryInterface $orders,
        private readonly CreditmemoRepositoryInterface $creditmemos,
        private readonly ShipmentRepositoryInterface $shipments,
        private readonly ProductRepositoryInterface $products,
        private readonly CustomerRepositoryInterface $customers,
        private readonly StockRegistryInterface $stock,
        private readonly Configurable $configurable,
        private readonly StoreManagerInterface $stores,
        private readonly ScopeConfigInterface $config,
        private readonly ObjectManagerInterface $objects
    ) {
    }

    /** Nothing of what is gone. */
    public function build(array $row): ?array
    {
        $id = (int) $row['entity_id'];
        try {
            return match (explode('.', (string) $row['type'])[0]) {
                'order' => $this->order($id),
                'refund' => $this->resource($this->creditmemos->get($id), CreditmemoRepositoryInterface::class, 'get'),
                'shipment' => $this->resource($this->shipments->get($id), ShipmentRepositoryInterface::class, 'get'),
                'product' => $this->product($id),
                'stock' => $this->stock($id),
                'customer' => $this->customer($id),
                default => null,
            };
        } catch (NoSuchEntityException) {
            return null;
        }
    }

    private function resource(object $thing, string $service, string $operation): array
    {
        $data = (array) $this->output->process($thing, $service, $operation);

        return $data + ['id' => $data['entity_id'] ?? null];
    }

    private function order(int $id): array
    {
        $order = $this->orders->get($id);
        $data = $this->resource($order, OrderRepositoryInterface::class, 'get');
        $data['locale'] = $this->config->getValue('general/locale/code', 'store', $order->getStoreId());

        return $data;
    }

    private function customer(int $id): array
    {
        $customer = $this->customers->getById($id);

        return $this->resource($customer, CustomerRepositoryInterface::class, 'getById')
            + ['locale' => $this->config->getValue('general/locale/code', 'store', $customer->getStoreId())];
    }

    private function product(int $id): array
    {
        $product = $this->products->getById($id);
        $data = $this->described($product);
        $store = $this->stores->getDefaultStoreView();
        $data['media_base_url'] = $store === null ? null : $store->getBaseUrl(UrlInterface::URL_TYPE_MEDIA) . 'catalog/product';
        $categories = $product->getCategoryCollection()->addAttributeToSelect('name');
        $data['category_names'] = array_values(array_map('strval', $categories->getColumnValues('name')));
        $maker = $product->getAttributeText('manufacturer');
        $data['manufacturer_label'] = is_string($maker) ? $maker : null;
        if ($product->getTypeId() === Configurable::TYPE_CODE) {
            $data['variants'] = [];
            foreach ($this->configurable->getUsedProducts($product) as $used) {
                $variant = $this->products->getById((int) $used->getId());
                $data['variants'][] = $this->described($variant) + ['option_values' => $this->options($product, $variant)];
            }

            return $data;
        }
        $parents = $this->configurable->getParentIdsByChild($id);
        if ($parents !== []) {
            $parent = $this->products->getById((int) $parents[0]);
            $data['parent_product_id'] = (int) $parents[0];
            $data['option_values'] = $this->options($parent, $product);
        }

        return $data;
    }

    /** A product as REST has it, what is charged for it now, and what can still be sold of it. */
    private function described(ProductInterface $product): array
    {
        $data = $this->resource($product, ProductRepositoryInterface::class, 'getById');
        $data['final_price'] = (float) $product->getFinalPrice();
        $data['weight_unit'] = $this->config->getValue('general/locale/weight_unit');
        $data['shop_currency'] = $this->stores->getStore()->getBaseCurrencyCode();
        if (isset($data['extension_attributes']['stock_item'])) {
            $data['extension_attributes']['stock_item']['salable_qty'] = $this->salable((string) $product->getSku());
        }

        return $data;
    }

    /** What the customer picks of each option, in the order of the options. */
    private function options(ProductInterface $parent, ProductInterface $variant): array
    {
        $values = [];
        foreach ($this->configurable->getConfigurableAttributes($parent) as $option) {
            $text = $variant->getAttributeText($option->getProductAttribute()->getAttributeCode());
            $values[] = is_array($text) ? implode(', ', $text) : (string) $text;
        }

        return $values;
    }

    private function stock(int $product): array
    {
        $item = $this->stock->getStockItem($product);
        $sku = (string) $this->products->getById($product)->getSku();

        return [
            'id' => (int) $item->getItemId(),
            'item_id' => (int) $item->getItemId(),
            'product_id' => $product,
            'sku' => $sku,
            'qty' => (float) $item->getQty(),
            'salable_qty' => $this->salable($sku),
            'manage_stock' => (bool) $item->getManageStock(),
            'is_in_stock' => (bool) $item->getIsInStock(),
            'backorders' => (int) $item->getBackorders(),
            'updated_at' => gmdate('Y-m-d H:i:s'),
        ];
    }

    /**
     * What is there less what orders have reserved. The modules that know it can be taken out of Magento, so they are asked
     * for by name; without them the figure itself is what can be sold. A kind of product that has no stock has none here.
     */
    private function salable(string $sku): ?float
    {
        $salable = 'Magento\InventorySalesApi\Api\GetProductSalableQtyInterface';
        $resolver = 'Magento\InventorySalesApi\Api\StockResolverInterface';
        if (!interface_exists($salable) || !interface_exists($resolver)) {
            return null;
        }
        try {
            $website = $this->stores->getDefaultStoreView()?->getWebsite()->getCode() ?? 'base';
            $stock = $this->objects->get($resolver)->execute('website', $website)->getStockId();

            return (float) $this->objects->get($salable)->execute($sku, (int) $stock);
        } catch (\Magento\Framework\Exception\LocalizedException) {
            return null;
        }
    }
}
