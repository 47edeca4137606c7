import type { Catalogue } from '../catalogue';

const audit: Catalogue['audit'] = {
  title: 'Registro de auditoría',
  subtitle: 'Quién hizo qué, cuándo y desde dónde. Nada de esto se puede cambiar ni borrar.',
  export: 'Exportar CSV',
  exportFailed: 'No se ha podido descargar la exportación.',
  when: 'Cuándo',
  who: 'Quién',
  action: 'Acción',
  target: 'Sobre',
  from: 'Desde',
  actorFilter: 'Persona o clave',
  actionFilter: 'Acción',
  fromFilter: 'Desde el día',
  toFilter: 'Hasta el día',
  emptyTitle: 'Aún no hay nada registrado',
  emptyHint: 'En cuanto alguien cambie algo, quedará anotado aquí.',
  detailTitle: 'Entrada',
  changes: 'Cambios',
  noChanges: 'Esta acción no cambió ningún valor guardado.',
  field: 'Campo',
  before: 'Antes',
  after: 'Después',
  address: 'Dirección',
  device: 'Dispositivo',
  request: 'Petición',
  empty: 'vacío',
};

export default audit;
