"""From an article to readings: gate, parse, numbers, periods, actors, attribution, modality, frames."""
