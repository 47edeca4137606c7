import { notifications } from '@mantine/notifications';
import { errorMessage } from '@/api/messages';
import type { ApiError } from '@/api/problem';
import { currentCatalogue, type Catalogue } from '@/i18n';

const closeButton = () => ({ 'aria-label': currentCatalogue().common.close });

export function toastSuccess(message: string): void {
  notifications.show({ message, color: 'teal', autoClose: 4000, closeButtonProps: closeButton() });
}

/** An error stays until it is closed, because the request id is worth copying. */
export function toastError(t: Catalogue, error: ApiError): void {
  const reference = error.requestId === null ? '' : ` ${t.errors.reference(error.requestId)}`;
  notifications.show({
    title: t.errors.title,
    message: `${errorMessage(t, error)}${reference}`,
    color: 'red',
    closeButtonProps: closeButton(),
    autoClose: error.requestId === null ? 8000 : false,
  });
}
