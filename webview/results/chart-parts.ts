import { Chart, LinearScale, LineElement, PointElement, ScatterController, Tooltip } from 'chart.js';

// What our charts and pictures are made of; chart.js brings the rest only to those who ask for it.
Chart.register(ScatterController, PointElement, LineElement, LinearScale, Tooltip);
