<?php
declare(strict_types=1);

namespace Tradepost\Webhooks\Cron;

use Tradepost\Webhooks\Model\Sender;

/**
 * Sends what is due, every minute.
 */
class Send
{
    public function __construct(private readonly Sender $sender)
    {
    }

    public function execute(): void
    {
        $this->sender->run(50);
    }
}
