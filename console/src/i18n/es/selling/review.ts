import type { Selling } from '../../catalogue';

const review: Selling['review'] = {
  title: 'Revisión',
  subtitle: 'Lo que cuentan tus plataformas y aquí nadie sabe con certeza. Lo que espera una respuesta sigue por sí solo en cuanto la des.',
  emptyTitle: 'No hay nada que decidir',
  emptyHint: 'Cuando una plataforma cuente algo y no esté claro cuál de tus productos es, la pregunta aparecerá aquí.',
  kinds: { product: 'Producto', variant: 'Variante', inventory_item: 'Artículo contado', location: 'Ubicación', customer: 'Cliente', order: 'Pedido' },
  unnamed: (kind, id) => `${kind}: ${id}`,
  sku: 'SKU allí',
  barcode: 'Código de barras allí',
  id: 'Identificador allí',
  reasons: {
    unknown: 'Aquí nada tiene su SKU ni su código de barras. ¿Cuál es?',
    sku_and_barcode_differ: 'Uno de los tuyos tiene su SKU y otro su código de barras. ¿Cuál de los dos es?',
    linked_already: 'El que tiene su SKU ya está vinculado con otra cosa de la misma conexión. ¿Es el mismo de todos modos?',
  },
  take: 'Es este',
  takeNamed: (name) => `Es este: ${name}`,
  find: 'Buscar a cuál se refiere',
  findOther: 'O buscar otro',
  location: '¿Qué ubicación es?',
  ignore: 'No es nuestro',
  ignoreTitle: (name) => `¿«${name}» no es nada tuyo?`,
  ignoreBody: 'Desde ahora se pasa por alto lo que diga la plataforma sobre ello.',
  decided: 'Decidido. Lo que lo esperaba se procesa ahora.',
};

export default review;
