import type { Selling } from '../../catalogue';

const payments: Selling['payments'] = {
  title: 'Pagos',
  none: 'Aún no se ha pagado nada.',
  nothingDue: 'No hay nada que pagar.',
  record: 'Anotar un pago',
  recordTitle: 'Anota un pago',
  recordHint: 'Dinero que llegó por sí solo o que se espera: una transferencia, efectivo en el mostrador.',
  recorded: 'El pago está anotado.',
  method: 'Cómo se pagó',
  methods: { bank_transfer: 'Transferencia', cash: 'Efectivo', card: 'Tarjeta', paypal: 'PayPal', invoice: 'Factura' },
  amount: 'Importe',
  amountNeeded: 'Pon un importe mayor que cero.',
  reference: 'Referencia',
  referenceHint: 'Cómo lo llama tu banco o tu proveedor de pagos.',
  here: '¿Ha llegado el dinero?',
  starts: { captured: 'Sí, ya está', pending: 'No, se espera', authorized: 'No, pero está autorizado' },
  states: { pending: 'Se espera', authorized: 'Autorizado', captured: 'Recibido', voided: 'Soltado', failed: 'Fallido' },
  capture: 'Cobrar',
  arrived: 'Ha llegado',
  captureTitle: '¿Cuánto se cobra?',
  captureHint: 'Lo que no se cobra se suelta.',
  captured: 'El pago está recibido.',
  void: 'Soltar',
  voidTitle: '¿Soltar este pago?',
  voidBody: 'Ya no se cobrará. El pedido se queda como está.',
  voided: 'El pago se ha soltado.',
  refunded: 'reembolsado',
};

export default payments;
