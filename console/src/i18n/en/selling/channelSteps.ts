/** How the address is registered, by who sends. */
const PLUGIN = [
  'Open the settings of the module that sends your shop’s webhooks. It has to sign as standardwebhooks.com says.',
  'Enter the address above, and the secret that you were shown here.',
  'Save something in your shop, a product for example, and watch below.',
];

export default {
  shopify: [
    'Open your app at Shopify. Its client secret is the one that you entered here.',
    'Subscribe it to webhooks with the address above: orders/create, orders/updated, products/update and inventory_levels/update are a good start.',
    'Install the app in your shop, and save a product there. A test from the shop’s page “Notifications” is signed with another secret, and refused.',
  ],
  woocommerce: [
    'In WordPress, open WooCommerce, Settings, Advanced, Webhooks, and add a webhook.',
    'Make it active, choose a topic such as “Order updated”, and enter the address above as delivery URL.',
    'Enter the same secret that you entered here, and save. Add one webhook with the same secret for each topic that you want.',
    'Change an order or a product. The ping that comes when a webhook is saved says nothing, and is not shown.',
  ],
  stripe: [
    'In Stripe’s dashboard, open the webhooks, and the destination that you added.',
    'Put the address above in the place of the one that you entered for now.',
    'Choose the events, for example checkout.session.completed and charge.refunded, and save.',
    'Send a test event, or make a payment in test mode.',
  ],
  paypal: [
    'In PayPal’s developer dashboard, open your app and its webhook.',
    'Put the address above in the place of the one that you entered for now. The id of the webhook stays the same.',
    'Choose the events, for example “Payment capture completed”, and save.',
  ],
  ebay: [
    'In eBay’s developer portal, open your application keys and the page of alerts and notifications.',
    'Enter the address above and the verification token that you were shown or entered here. eBay then asks whether somebody is there, and Tradepost answers.',
    'Subscribe to the topics that you want, and send a test notification.',
  ],
  amazon_sns: [
    'Amazon sends to its own services only: let what arrives there be published to the SNS topic whose ARN you entered.',
    'Add a subscription to that topic: protocol HTTPS, the address above as endpoint, raw message delivery off.',
    'Tradepost confirms the subscription by itself. That confirmation is the first line that you see here.',
  ],
  amazon_event_bridge: [
    'In EventBridge, add a connection with an API key: x-api-key as its name, the secret that you were shown here as its value.',
    'Add an API destination with that connection: the address above, method POST.',
    'Add a rule for the events of Amazon’s partner source, with that destination as its target.',
  ],
  wix: [
    'Open your app’s dashboard at Wix and its page of webhooks. The public key stands there.',
    'Add a webhook for each event, such as “Order created”, with the address above.',
    'Install the app on your site, and make a change there.',
  ],
  adobe_io_events: [
    'In the Adobe Developer Console, open your project. Its client id is the one that you entered here.',
    'Add the events of Commerce, and choose a webhook with the address above as their delivery. Adobe asks whether somebody is there, and Tradepost answers.',
    'Save a product in Commerce.',
  ],
  adobe_commerce: [
    'In Commerce, open Stores, Settings, Configuration, Adobe Services, Webhooks, and switch signing on. The public key stands there.',
    'Register a webhook with the address above.',
    'Do what it is for, for example save a product.',
  ],
  prestashop: PLUGIN,
  opencart: PLUGIN,
  magento: PLUGIN,
  standard_webhooks: [
    'At the sender, add an endpoint for webhooks with the address above.',
    'Let both sides know the same secret: enter there the one that you were shown here, or replace the one here by theirs.',
    'Send a test event from there.',
  ],
  generic: [
    'At the sender, enter the address above for webhooks.',
    'Let it prove itself as you have set here: the same secret, and the same header if there is one.',
    'Let it send something.',
  ],
};
