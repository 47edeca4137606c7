import type { Selling } from '../../catalogue';

const PLUGIN = [
  'Abre los ajustes del módulo que envía los webhooks de tu tienda. Tiene que firmar como dice standardwebhooks.com.',
  'Introduce la dirección de arriba, y el secreto que se te mostró aquí.',
  'Guarda algo en tu tienda, por ejemplo un producto, y mira abajo.',
];

const channelSteps: Selling['channelSteps'] = {
  shopify: [
    'Abre tu aplicación en Shopify. Su secreto de cliente es el que introdujiste aquí.',
    'Suscríbela a webhooks con la dirección de arriba: orders/create, orders/updated, products/update e inventory_levels/update son un buen comienzo.',
    'Instala la aplicación en tu tienda, y guarda allí un producto. Una prueba desde la página «Notificaciones» de la tienda se firma con otro secreto, y se rechaza.',
  ],
  woocommerce: [
    'En WordPress, abre WooCommerce, Ajustes, Avanzado, Webhooks, y añade un webhook.',
    'Actívalo, elige un tema como «Pedido actualizado», e introduce la dirección de arriba como URL de entrega.',
    'Introduce el mismo secreto que aquí, y guarda. Añade un webhook con el mismo secreto para cada tema que quieras.',
    'Cambia un pedido o un producto. El ping que llega al guardar un webhook no dice nada, y no se muestra.',
  ],
  stripe: [
    'En el panel de Stripe, abre los webhooks, y el destino que añadiste.',
    'Pon la dirección de arriba en el lugar de la que introdujiste de momento.',
    'Elige los eventos, por ejemplo checkout.session.completed y charge.refunded, y guarda.',
    'Envía un evento de prueba, o haz un pago en modo de prueba.',
  ],
  paypal: [
    'En el panel para desarrolladores de PayPal, abre tu aplicación y su webhook.',
    'Pon la dirección de arriba en el lugar de la que introdujiste de momento. El identificador del webhook sigue igual.',
    'Elige los eventos, por ejemplo «Payment capture completed», y guarda.',
  ],
  ebay: [
    'En el portal para desarrolladores de eBay, abre las claves de tu aplicación y la página de alertas y notificaciones.',
    'Introduce la dirección de arriba y el token de verificación que se te mostró o que introdujiste aquí. eBay pregunta entonces si hay alguien, y Tradepost responde.',
    'Suscríbete a los temas que quieras, y envía una notificación de prueba.',
  ],
  amazon_sns: [
    'Amazon envía solo a sus propios servicios: haz que lo que llegue allí se publique en el tema de SNS cuyo ARN introdujiste.',
    'Añade una suscripción a ese tema: protocolo HTTPS, la dirección de arriba como punto de conexión, entrega sin procesar desactivada.',
    'Tradepost confirma la suscripción por sí mismo. Esa confirmación es la primera línea que verás aquí.',
  ],
  amazon_event_bridge: [
    'En EventBridge, añade una conexión con clave de API: x-api-key como nombre, el secreto que se te mostró aquí como valor.',
    'Añade un destino de API con esa conexión: la dirección de arriba, método POST.',
    'Añade una regla para los eventos del origen asociado de Amazon, con ese destino como objetivo.',
  ],
  wix: [
    'Abre el panel de tu aplicación de Wix y su página de webhooks. Allí está la clave pública.',
    'Añade un webhook para cada evento, como «Order created», con la dirección de arriba.',
    'Instala la aplicación en tu sitio, y haz un cambio allí.',
  ],
  adobe_io_events: [
    'En la Adobe Developer Console, abre tu proyecto. Su identificador de cliente es el que introdujiste aquí.',
    'Añade los eventos de Commerce, y elige como entrega un webhook con la dirección de arriba. Adobe pregunta si hay alguien, y Tradepost responde.',
    'Guarda un producto en Commerce.',
  ],
  adobe_commerce: [
    'En Commerce, abre Stores, Settings, Configuration, Adobe Services, Webhooks, y activa la firma. Allí está la clave pública.',
    'Registra un webhook con la dirección de arriba.',
    'Haz aquello para lo que sirve, por ejemplo guardar un producto.',
  ],
  prestashop: PLUGIN,
  opencart: PLUGIN,
  magento: PLUGIN,
  standard_webhooks: [
    'En quien envía, añade un destino para webhooks con la dirección de arriba.',
    'Que ambos lados conozcan el mismo secreto: introduce allí el que se te mostró aquí, o sustituye el de aquí por el suyo.',
    'Envía desde allí un evento de prueba.',
  ],
  generic: [
    'En quien envía, introduce la dirección de arriba para webhooks.',
    'Que se demuestre como lo has configurado aquí: el mismo secreto, y la misma cabecera si la hay.',
    'Haz que envíe algo.',
  ],
};

export default channelSteps;
