import { controlStyles } from './control.tsx';

export interface RetryButtonProps {
  readonly look: 'button' | 'outlined' | 'primary';
  readonly onRetry: () => unknown;
}

/** Asks again for what did not come. */
export function RetryButton({ look, onRetry }: RetryButtonProps) {
  return (
    <button type="button" className={controlStyles[look]} onClick={() => void onRetry()}>
      Try again
    </button>
  );
}
