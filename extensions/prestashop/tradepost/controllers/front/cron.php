<?php
/**
 * What the shop's cron job calls every minute. The token in its address keeps strangers from making the shop work.
 */
declare(strict_types=1);

if (!defined('_PS_VERSION_')) {
    exit;
}

use Tradepost\PrestaShop\Queue;
use Tradepost\PrestaShop\Sender;

class TradepostCronModuleFrontController extends ModuleFrontController
{
    public $ajax = true;

    public function display(): void
    {
        header('Content-Type: text/plain');
        $token = (string) Configuration::get('TRADEPOST_CRON_TOKEN');
        if ($token === '' || !hash_equals($token, (string) Tools::getValue('token'))) {
            http_response_code(403);
            echo "The token is wrong.\n";

            return;
        }
        $sent = Sender::run(50);
        $counts = Queue::counts();
        echo sprintf("sent %d, waiting %d, given up %d\n", $sent, $counts['waiting'], $counts['failed']);
    }
}
