<?php
$_['heading_title'] = 'Tradepost';
$_['entry_url'] = 'Address';
$_['entry_secret'] = 'Secret';
$_['help_secret'] = 'whsec_… Leave it empty to keep the one that is stored.';
$_['text_cron'] = 'Call this address every minute:';
$_['text_waiting'] = 'Waiting:';
$_['text_failed'] = 'Given up:';
$_['text_error'] = 'The last error:';
$_['text_success'] = 'Saved. The next run of the cron job sends what waits.';
$_['button_save'] = 'Save';
$_['button_back'] = 'Back';
$_['error_permission'] = 'You may not change this extension.';
$_['error_url'] = 'The address begins with https://. Tradepost shows it with the connection.';
$_['error_secret'] = 'The secret begins with whsec_. Tradepost shows it once, when it is made.';
