import './base.css';
import './comparison.css';
