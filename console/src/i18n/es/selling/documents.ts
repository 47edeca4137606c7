import type { Selling } from '../../catalogue';

const documents: Selling['documents'] = {
  title: 'Documentos',
  slip: 'Albarán',
  issue: 'Emitir factura',
  issueAgain: 'Emitir otra vez',
  issued: (name) => `Se emitió ${name}.`,
  kinds: { invoice: 'Factura', corrected: 'Factura rectificada', credit_note: 'Factura de abono' },
  corrects: (name) => `de ${name}`,
  changeHint: 'Una factura no cambia nunca. Si el pedido ha cambiado desde entonces, emite otra: sustituye a la última.',
  download: (name) => `Descargar ${name}`,
};

export default documents;
