import type { Selling } from '../../catalogue';

const refunds: Selling['refunds'] = {
  refund: 'Reembolso',
  title: 'Devolver dinero',
  refundable: 'Se puede reembolsar',
  already: 'Reembolsado hasta ahora',
  lines: 'Artículos',
  shipping: 'Envío',
  shippingLeft: (amount) => `Hasta ${amount}`,
  worth: 'Artículos y envío',
  other: 'Reembolsar otro importe',
  amount: 'Importe que se reembolsa',
  amountHint: (most) => `${most} como mucho`,
  tooMuch: (most) => `Pueden volver ${most} como mucho.`,
  restock: 'Poner los artículos otra vez en el estante',
  restockHint: 'Solo puede volver lo que se envió. Lo que no salió sigue reservado hasta que edites el pedido.',
  location: 'Adónde',
  anyLocation: 'El sitio de siempre',
  reason: '¿Por qué?',
  reasons: {
    return: 'Se devolvió la mercancía',
    cancellation: 'Se canceló',
    damaged: 'Llegó dañado',
    not_received: 'No llegó',
    price_adjustment: 'Debía costar menos',
    goodwill: 'Por cortesía',
    other: 'Otro motivo',
  },
  note: 'Nota',
  submit: (amount) => `Reembolsar ${amount}`,
  done: 'El dinero va de vuelta.',
  providerHint: 'Lo que cobró un proveedor de pagos se devuelve allí; aquí se anota.',
  by: (name) => `por ${name}`,
};

export default refunds;
