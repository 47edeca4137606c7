<?php
/**
 * What a message speaks of, as the webservice has it, with what the webservice gives as numbers alone put beside it: codes
 * of currency and country, names, prices as they are charged, and instants with their zone.
 */
declare(strict_types=1);

namespace Tradepost\PrestaShop;

use Address;
use Carrier;
use Category;
use Configuration;
use Context;
use Country;
use Currency;
use Customer;
use DateTimeImmutable;
use DateTimeZone;
use Language;
use Manufacturer;
use ObjectModel;
use Order;
use OrderCarrier;
use OrderSlip;
use OrderState;
use Product;
use State;
use StockAvailable;
use Tag;
use Validate;

if (!defined('_PS_VERSION_')) {
    exit;
}

final class Payload
{
    /** Nobody but PrestaShop needs these. */
    private const SECRET = ['passwd', 'secure_key', 'reset_password_token', 'reset_password_validity', 'last_passwd_gen'];

    /** Nothing of what is gone. */
    public static function build(array $row): ?array
    {
        $id = (int) $row['entity_id'];
        switch (explode('.', (string) $row['type'])[0]) {
            case 'order':
                return self::order($id);
            case 'product':
                return self::product($id);
            case 'stock':
                return self::stock($id, (int) $row['part_id']);
            case 'customer':
                return self::customer($id);
            case 'refund':
                return self::refund($id);
            default:
                return null;
        }
    }

    private static function order(int $id): ?array
    {
        $order = new Order($id);
        if (!Validate::isLoadedObject($order)) {
            return null;
        }
        $language = (int) $order->id_lang;
        $currency = (string) (new Currency((int) $order->id_currency))->iso_code;
        $customer = new Customer((int) $order->id_customer);
        $data = self::fields($order);
        $data['associations'] = ['order_rows' => array_map([self::class, 'row'], $order->getOrderDetailList())];
        $data['currency'] = $currency;
        $data['language'] = Language::getIsoById($language) ?: null;
        $data['customer'] = [
            'id' => (int) $customer->id,
            'firstname' => $customer->firstname,
            'lastname' => $customer->lastname,
            'email' => $customer->email,
        ];
        $data['address_delivery'] = self::address((int) $order->id_address_delivery);
        $data['address_invoice'] = self::address((int) $order->id_address_invoice);
        $data['carrier'] = self::carrier((int) $order->id_carrier);
        $data['order_state'] = self::state((int) $order->current_state, $language);
        $data['order_payments'] = [];
        foreach ($order->getOrderPayments() as $payment) {
            $data['order_payments'][] = [
                'id' => (int) $payment->id,
                'amount' => (string) $payment->amount,
                'currency' => (string) (new Currency((int) $payment->id_currency))->iso_code,
                'payment_method' => (string) $payment->payment_method,
                'transaction_id' => (string) $payment->transaction_id,
                'created_at' => self::instant((string) $payment->date_add),
            ];
        }
        $data['order_carriers'] = [];
        foreach ($order->getShipping() as $parcel) {
            $link = new OrderCarrier((int) $parcel['id_order_carrier']);
            $carrier = new Carrier((int) $link->id_carrier);
            $number = (string) $link->tracking_number;
            $data['order_carriers'][] = [
                'id' => (int) $link->id,
                'carrier' => (string) $carrier->name,
                'tracking_number' => $number,
                'tracking_url' => $number === '' ? null : str_replace('@', $number, (string) $carrier->url),
                'created_at' => self::instant((string) $link->date_add),
            ];
        }
        $data['order_slips'] = [];
        foreach ($order->getOrderSlipsCollection() as $slip) {
            $data['order_slips'][] = self::slip($slip, $currency);
        }

        return $data;
    }

    private static function row(array $row): array
    {
        $names = ['product_id', 'product_attribute_id', 'product_quantity', 'product_name', 'product_reference',
            'product_ean13', 'product_isbn', 'product_upc', 'product_price', 'id_customization', 'unit_price_tax_incl',
            'unit_price_tax_excl', 'total_price_tax_incl', 'total_price_tax_excl'];
        $data = ['id' => (int) $row['id_order_detail']];
        foreach ($names as $name) {
            $data[$name] = $row[$name] ?? null;
        }
        if ((float) ($row['tax_rate'] ?? 0) > 0) {
            $data['tax_rate'] = (string) $row['tax_rate'];
        }

        return $data;
    }

    /** What a state means is in its marks, which a merchant sets, and in the shop's settings. */
    private static function state(int $id, int $language): array
    {
        $state = new OrderState($id, $language);
        $is = static fn (string $name): bool => (int) Configuration::get($name) === $id;

        return [
            'id' => $id,
            'name' => (string) $state->name,
            'paid' => (bool) $state->paid,
            'shipped' => (bool) $state->shipped,
            'delivery' => (bool) $state->delivery,
            'is_cancelled' => $is('PS_OS_CANCELED'),
            'is_refunded' => $is('PS_OS_REFUND'),
            'is_error' => $is('PS_OS_ERROR'),
        ];
    }

    private static function refund(int $id): ?array
    {
        $slip = new OrderSlip($id);
        if (!Validate::isLoadedObject($slip)) {
            return null;
        }
        $order = new Order((int) $slip->id_order);

        return self::slip($slip, (string) (new Currency((int) $order->id_currency))->iso_code);
    }

    private static function slip(OrderSlip $slip, string $currency): array
    {
        $data = self::fields($slip);
        $data['currency'] = $currency;
        $details = OrderSlip::getOrdersSlipDetail((int) $slip->id);
        $data['associations'] = ['order_slip_details' => array_map(static fn (array $row): array => [
            'id_order_detail' => (int) $row['id_order_detail'],
            'product_quantity' => (int) $row['product_quantity'],
            'amount_tax_incl' => (string) $row['amount_tax_incl'],
        ], is_array($details) ? $details : [])];

        return $data;
    }

    private static function product(int $id): ?array
    {
        $product = new Product($id);
        if (!Validate::isLoadedObject($product)) {
            return null;
        }
        $language = (int) Configuration::get('PS_LANG_DEFAULT');
        $data = self::fields($product);
        $data['manufacturer_name'] = (string) Manufacturer::getNameById((int) $product->id_manufacturer);
        $data['currency'] = Currency::getDefaultCurrency()->iso_code;
        $data['weight_unit'] = (string) Configuration::get('PS_WEIGHT_UNIT');
        $data += self::prices($id, null);
        $data['quantity'] = StockAvailable::getQuantityAvailableByProduct($id);
        $data['backorder'] = (bool) Product::isAvailableWhenOutOfStock(StockAvailable::outOfStock($id));
        $data['categories'] = [];
        foreach ($product->getCategories() as $category) {
            $data['categories'][] = (string) (new Category((int) $category, $language))->name;
        }
        $tags = Tag::getProductTags($id);
        $data['tags'] = is_array($tags) ? array_values($tags[$language] ?? []) : [];
        $data['features'] = array_map(
            static fn (array $row): array => ['name' => $row['name'], 'value' => $row['value']],
            Product::getFrontFeaturesStatic($language, $id)
        );
        $link = Context::getContext()->link;
        $slug = $product->link_rewrite[$language] ?? '';
        $data['images'] = array_map(static fn (array $row): array => [
            'id' => (int) $row['id_image'],
            'url' => $link->getImageLink($slug, (string) $row['id_image']),
            'legend' => $row['legend'],
        ], $product->getImages($language));
        $data['combinations'] = self::combinations($product, $language, $data['backorder']);

        return $data;
    }

    /** PrestaShop gives a row for each value of a combination. */
    private static function combinations(Product $product, int $language, bool $backorder): array
    {
        $combinations = [];
        foreach ($product->getAttributeCombinations($language) as $row) {
            $id = (int) $row['id_product_attribute'];
            $combinations[$id] ??= [
                'id' => $id,
                'reference' => $row['reference'],
                'ean13' => $row['ean13'],
                'upc' => $row['upc'],
                'isbn' => $row['isbn'],
                'wholesale_price' => $row['wholesale_price'],
                'total_weight' => (string) ((float) $product->weight + (float) $row['weight']),
                'quantity' => StockAvailable::getQuantityAvailableByProduct((int) $product->id, $id),
                'backorder' => $backorder,
                'options' => [],
            ] + self::prices((int) $product->id, $id);
            $combinations[$id]['options'][] = ['name' => $row['group_name'], 'value' => $row['attribute_name']];
        }

        return array_values($combinations);
    }

    private static function prices(int $product, ?int $combination): array
    {
        return [
            'price_tax_incl' => (string) Product::getPriceStatic($product, true, $combination, 2),
            'regular_price_tax_incl' => (string) Product::getPriceStatic($product, true, $combination, 2, null, false, false),
        ];
    }

    private static function stock(int $product, int $combination): ?array
    {
        $id = (int) StockAvailable::getStockAvailableIdByProductId($product, $combination);
        $stock = new StockAvailable($id);
        if (!Validate::isLoadedObject($stock)) {
            return null;
        }
        $data = self::fields($stock);
        // Beside its combinations a product has a row that adds them up.
        $data['is_sum'] = $combination === 0 && (new Product($product))->hasAttributes() > 0;
        $data['updated_at'] = gmdate('Y-m-d\TH:i:s\Z');

        return $data;
    }

    private static function customer(int $id): ?array
    {
        $customer = new Customer($id);
        if (!Validate::isLoadedObject($customer)) {
            return null;
        }
        $language = (int) $customer->id_lang;
        $data = self::fields($customer);
        $data['language'] = Language::getIsoById($language) ?: null;
        $data['addresses'] = [];
        foreach ($customer->getAddresses($language ?: (int) Configuration::get('PS_LANG_DEFAULT')) as $row) {
            $data['addresses'][] = self::address((int) $row['id_address']);
        }

        return $data;
    }

    private static function address(int $id): ?array
    {
        $address = new Address($id);
        if (!Validate::isLoadedObject($address)) {
            return null;
        }
        $data = self::fields($address);
        $data['country'] = Country::getIsoById((int) $address->id_country) ?: null;
        $state = new State((int) $address->id_state);
        $data['state'] = Validate::isLoadedObject($state) ? $state->iso_code : null;
        unset($data['created_at'], $data['updated_at']);

        return $data;
    }

    private static function carrier(int $id): ?string
    {
        $carrier = new Carrier($id);

        return Validate::isLoadedObject($carrier) ? (string) $carrier->name : null;
    }

    /** An object's own fields, texts in several languages as the webservice writes them, and its times as instants. */
    private static function fields(ObjectModel $object): array
    {
        $data = ['id' => (int) $object->id];
        foreach (array_keys($object::$definition['fields']) as $name) {
            if (in_array($name, self::SECRET, true)) {
                continue;
            }
            $value = $object->{$name} ?? null;
            if (is_array($value)) {
                $texts = [];
                foreach ($value as $language => $text) {
                    $texts[] = ['id' => (string) $language, 'value' => $text];
                }
                $value = $texts;
            }
            $data[$name] = $value;
        }
        foreach (['date_add' => 'created_at', 'date_upd' => 'updated_at'] as $own => $instant) {
            if (array_key_exists($own, $data)) {
                $data[$instant] = self::instant((string) $data[$own]);
            }
        }

        return $data;
    }

    /** The shop's own time as an instant; PrestaShop writes zeros for never. */
    private static function instant(string $time): ?string
    {
        if ($time === '' || strncmp($time, '0000', 4) === 0) {
            return null;
        }
        $zone = (string) (Configuration::get('PS_TIMEZONE') ?: 'UTC');

        return (new DateTimeImmutable($time, new DateTimeZone($zone)))->format(DATE_ATOM);
    }
}
