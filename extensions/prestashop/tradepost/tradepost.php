<?php
/**
 * Tells Tradepost what happens in this shop: orders, products, stock, customers, refunds.
 *
 * A hook writes a row and nothing else, so that no customer waits for the network; `controllers/front/cron.php` builds what
 * a row speaks of and sends it.
 */
declare(strict_types=1);

if (!defined('_PS_VERSION_')) {
    exit;
}

require_once __DIR__ . '/src/Queue.php';
require_once __DIR__ . '/src/Payload.php';
require_once __DIR__ . '/src/Sender.php';

use Tradepost\PrestaShop\Queue;
use Tradepost\PrestaShop\Sender;

class Tradepost extends Module
{
    private const HOOKS = [
        'actionValidateOrder',
        'actionOrderStatusPostUpdate',
        'actionOrderEdited',
        'actionObjectOrderUpdateAfter',
        'actionObjectOrderDeleteAfter',
        'actionObjectOrderCarrierUpdateAfter',
        'actionObjectOrderSlipAddAfter',
        'actionUpdateQuantity',
        'actionProductSave',
        'actionProductDelete',
        'actionAttributeCombinationSave',
        'actionAttributeCombinationDelete',
        'actionCustomerAccountAdd',
        'actionCustomerAccountUpdate',
        'actionObjectCustomerUpdateAfter',
        'actionObjectCustomerDeleteAfter',
        'actionDeleteGDPRCustomer',
        'actionExportGDPRData',
    ];

    public function __construct()
    {
        $this->name = 'tradepost';
        $this->tab = 'market_place';
        $this->version = '1.0.0';
        $this->author = 'Tradepost';
        $this->bootstrap = true;
        $this->ps_versions_compliancy = ['min' => '8.0.0', 'max' => '9.99.99'];
        parent::__construct();
        $this->displayName = 'Tradepost';
        $this->description = 'Tells Tradepost of orders, products, stock, customers and refunds.';
    }

    public function install(): bool
    {
        return Queue::install()
            && parent::install()
            && $this->registerHook(self::HOOKS)
            && Configuration::updateValue('TRADEPOST_CRON_TOKEN', bin2hex(random_bytes(16)));
    }

    /** The last message says that nothing will come any more; it is tried once, because the queue goes with the module. */
    public function uninstall(): bool
    {
        Queue::add('app.uninstalled', 0, ['version' => $this->version, 'platform_version' => _PS_VERSION_]);
        Sender::run(1);
        foreach (['TRADEPOST_URL', 'TRADEPOST_SECRET', 'TRADEPOST_CRON_TOKEN'] as $name) {
            Configuration::deleteByName($name);
        }

        return Queue::uninstall() && parent::uninstall();
    }

    /** The page of settings: where messages go, with which secret they are signed, and how the queue stands. */
    public function getContent(): string
    {
        $said = '';
        if (Tools::isSubmit('submitTradepost')) {
            $url = trim((string) Tools::getValue('TRADEPOST_URL'));
            $secret = trim((string) Tools::getValue('TRADEPOST_SECRET'));
            if (strncmp($url, 'https://', 8) !== 0) {
                $said = $this->displayError('The address begins with https://. Tradepost shows it with the connection.');
            } elseif ($secret !== '' && Sender::key($secret) === null) {
                $said = $this->displayError('The secret begins with whsec_. Tradepost shows it once, when it is made.');
            } else {
                $isNew = (string) Configuration::get('TRADEPOST_URL') !== $url;
                Configuration::updateValue('TRADEPOST_URL', $url);
                if ($secret !== '') {
                    Configuration::updateValue('TRADEPOST_SECRET', $secret);
                }
                if ($isNew) {
                    Queue::add('app.installed', 0, ['version' => $this->version, 'platform_version' => _PS_VERSION_]);
                }
                $said = $this->displayConfirmation('Saved. The next run of the cron job sends what waits.');
            }
        }

        return $said . $this->form() . $this->standing();
    }

    private function form(): string
    {
        $helper = new HelperForm();
        $helper->module = $this;
        $helper->submit_action = 'submitTradepost';
        $helper->token = Tools::getAdminTokenLite('AdminModules');
        $helper->currentIndex = AdminController::$currentIndex . '&configure=' . $this->name;
        $helper->fields_value = [
            'TRADEPOST_URL' => (string) Configuration::get('TRADEPOST_URL'),
            'TRADEPOST_SECRET' => '',
        ];
        $fields = [
            ['type' => 'text', 'name' => 'TRADEPOST_URL', 'label' => 'Address', 'required' => true,
                'desc' => 'https://your-tradepost.example/webhooks/conn_…'],
            ['type' => 'password', 'name' => 'TRADEPOST_SECRET', 'label' => 'Secret',
                'desc' => 'whsec_… Leave it empty to keep the one that is stored.'],
        ];

        return $helper->generateForm([[
            'form' => [
                'legend' => ['title' => 'Tradepost'],
                'input' => $fields,
                'submit' => ['title' => 'Save'],
            ],
        ]]);
    }

    private function standing(): string
    {
        $token = (string) Configuration::get('TRADEPOST_CRON_TOKEN');
        $cron = $this->context->link->getModuleLink($this->name, 'cron', ['token' => $token]);
        $counts = Queue::counts();
        $lines = [
            'Call this address every minute: ' . $cron,
            'Waiting: ' . $counts['waiting'] . '. Given up: ' . $counts['failed'] . '.',
        ];
        if ($counts['error'] !== '') {
            $lines[] = 'The last error: ' . $counts['error'];
        }
        $escaped = array_map(static fn (string $line): string => htmlspecialchars($line, ENT_QUOTES), $lines);

        return '<div class="panel"><p>' . implode('</p><p>', $escaped) . '</p></div>';
    }

    public function hookActionValidateOrder(array $params): void
    {
        Queue::add('order.created', (int) $params['order']->id);
    }

    public function hookActionOrderStatusPostUpdate(array $params): void
    {
        Queue::add('order.updated', (int) $params['id_order']);
    }

    public function hookActionOrderEdited(array $params): void
    {
        Queue::add('order.updated', (int) $params['order']->id);
    }

    public function hookActionObjectOrderUpdateAfter(array $params): void
    {
        Queue::add('order.updated', (int) $params['object']->id);
    }

    public function hookActionObjectOrderDeleteAfter(array $params): void
    {
        Queue::add('order.deleted', (int) $params['object']->id, ['id' => (int) $params['object']->id]);
    }

    /** The courier's number of a parcel stands here. */
    public function hookActionObjectOrderCarrierUpdateAfter(array $params): void
    {
        Queue::add('order.updated', (int) $params['object']->id_order);
    }

    public function hookActionObjectOrderSlipAddAfter(array $params): void
    {
        Queue::add('refund.created', (int) $params['object']->id);
    }

    public function hookActionUpdateQuantity(array $params): void
    {
        $product = (int) $params['id_product'];
        $combination = (int) ($params['id_product_attribute'] ?? 0);
        Queue::add('stock.updated', $product, null, $combination);
    }

    public function hookActionProductSave(array $params): void
    {
        Queue::add('product.updated', (int) $params['id_product']);
    }

    public function hookActionProductDelete(array $params): void
    {
        Queue::add('product.deleted', (int) $params['id_product'], ['id' => (int) $params['id_product']]);
    }

    public function hookActionAttributeCombinationSave(array $params): void
    {
        $this->combinationChanged((int) $params['id_product_attribute']);
    }

    public function hookActionAttributeCombinationDelete(array $params): void
    {
        $this->combinationChanged((int) $params['id_product_attribute']);
    }

    private function combinationChanged(int $id): void
    {
        $combination = new Combination($id);
        if ($id > 0 && (int) $combination->id_product > 0) {
            Queue::add('product.updated', (int) $combination->id_product);
        }
    }

    public function hookActionCustomerAccountAdd(array $params): void
    {
        Queue::add('customer.created', (int) $params['newCustomer']->id);
    }

    public function hookActionCustomerAccountUpdate(array $params): void
    {
        Queue::add('customer.updated', (int) $params['customer']->id);
    }

    public function hookActionObjectCustomerUpdateAfter(array $params): void
    {
        Queue::add('customer.updated', (int) $params['object']->id);
    }

    public function hookActionObjectCustomerDeleteAfter(array $params): void
    {
        Queue::add('customer.deleted', (int) $params['object']->id, ['id' => (int) $params['object']->id]);
    }

    /** The customer comes as an array; what is to be forgotten is written down now, because soon nobody knows it. */
    public function hookActionDeleteGDPRCustomer($customer): string
    {
        $this->privacy('customer.redacted', (array) $customer);

        return (string) json_encode(true);
    }

    public function hookActionExportGDPRData($customer): string
    {
        $this->privacy('customer.data_requested', (array) $customer);

        return (string) json_encode('Tradepost has been asked for what it keeps.');
    }

    private function privacy(string $type, array $customer): void
    {
        $id = (int) ($customer['id'] ?? 0);
        $orders = $id > 0 ? Order::getCustomerOrders($id, true) : [];
        Queue::add($type, $id, [
            'id' => $id,
            'email' => (string) ($customer['email'] ?? ''),
            'order_ids' => array_map('intval', array_column($orders, 'id_order')),
        ]);
    }
}
