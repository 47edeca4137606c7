import { pluralFor } from '../../plural';
import type { Selling } from '../../catalogue';

const plural = pluralFor('es');

const editOrder: Selling['editOrder'] = {
  title: (name) => `Editar ${name}`,
  hint: 'Los precios acordados se quedan. Lo pagado también: después puede faltar dinero, o sobrar.',
  add: 'Añadir un artículo',
  removed: 'Se quita',
  least: (count) => plural(count, { one: '# ha salido o se reembolsó', other: '# han salido o se reembolsaron' }),
  discount: 'Descuento sobre todo el pedido',
  furtherDiscount: (place) => `Descuento ${place} sobre todo el pedido`,
  addDiscount: 'Añadir un descuento',
  shipping: 'Envío',
  before: 'Total antes',
  after: 'Total después',
  more: 'El cliente debe',
  back: 'A devolver',
  save: 'Guardar cambios',
  saved: 'El pedido está editado.',
  platform: 'Este pedido se hizo en una plataforma, que guarda sus importes. Edítalo allí.',
  quantityOf: (title) => `Cantidad de ${title}`,
  kinds: { none: 'Ninguno', fixed: 'Importe', percent: 'Porcentaje' },
  discountTitle: 'Cómo se llama',
  discountDefault: 'Descuento',
  percent: 'Porcentaje',
};

export default editOrder;
