<?php
/**
 * Each extension signs as the specification of Standard Webhooks does, and says nothing with what is no secret. The
 * example is the specification's own.
 */
declare(strict_types=1);

define('_PS_VERSION_', '9.0.0');
$folder = dirname(__DIR__);
require $folder . '/prestashop/tradepost/src/Sender.php';
require $folder . '/opencart/tradepost/system/library/sender.php';
require $folder . '/magento/tradepost/Model/Sender.php';

$senders = [
    'Tradepost\PrestaShop\Sender',
    'Opencart\System\Library\Extension\Tradepost\Sender',
    'Tradepost\Webhooks\Model\Sender',
];
$failed = 0;
$expect = static function (string $what, mixed $expected, mixed $found) use (&$failed): void {
    if ($expected !== $found) {
        fwrite(STDERR, $what . ': expected ' . var_export($expected, true) . ', found ' . var_export($found, true) . "\n");
        $failed++;
    }
};
foreach ($senders as $sender) {
    $key = $sender::key('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
    $headers = $sender::headers('msg_p5jXN8AQM9LWM0D4loKWxJek', 1614265330, '{"test": 2432232314}', (string) $key);
    $expect($sender, 'webhook-signature: v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=', $headers[3]);
    $expect($sender, 'webhook-timestamp: 1614265330', $headers[2]);
    foreach (['', 'whsec_', 'whsec_%%', 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'] as $none) {
        $expect($sender . ' ' . $none, null, $sender::key($none));
    }
    $body = json_decode($sender::body('order.updated', ['id' => 7, 'name' => 'Tea – 500 g']), true);
    $expect($sender, ['order.updated', 7], [$body['type'], $body['data']['id']]);
    $expect($sender, 1, preg_match('/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/', $body['timestamp']));
}
if ($failed > 0) {
    exit(1);
}
echo count($senders) . " passed\n";
