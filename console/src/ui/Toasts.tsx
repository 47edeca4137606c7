import '@mantine/notifications/styles.css';
import { Notifications } from '@mantine/notifications';

/** Where toasts appear. Loaded after the first paint; toasts raised before wait for it. */
export default function Toasts() {
  return <Notifications position="bottom-right" limit={4} zIndex={400} />;
}
