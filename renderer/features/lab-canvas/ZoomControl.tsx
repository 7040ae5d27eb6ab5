import { useReactFlow, useStore } from '@xyflow/react'
import { useText } from '#renderer/i18n/use-text.ts'
import { useReducedMotion } from '#renderer/state/view.ts'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import style from './canvas.module.css'
import { canvasText } from './text.ts'
import { cameraMs } from './use-fit.ts'

export function ZoomControl({ onFit }: { onFit: () => void }) {
  const text = useText(canvasText)
  const flow = useReactFlow()
  const percent = useStore((state) => Math.round(state.transform[2] * 100))
  const duration = useReducedMotion() ? 0 : cameraMs
  return (
    <div className={style.zoom}>
      <IconButton
        icon="zoomOut"
        label={text('zoomOut')}
        tipSide="above"
        onClick={() => flow.zoomOut({ duration })}
      />
      <button
        type="button"
        className={style.percent}
        aria-label={text('zoomWhole')}
        onClick={() => flow.zoomTo(1, { duration })}
      >
        {percent} %
      </button>
      <IconButton
        icon="zoomIn"
        label={text('zoomIn')}
        tipSide="above"
        onClick={() => flow.zoomIn({ duration })}
      />
      <IconButton icon="fit" label={text('fit')} tipSide="above" onClick={onFit} />
    </div>
  )
}
