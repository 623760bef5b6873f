"""What the pipeline looks for: relevance, entities with every spelling, and words that name the same thing. One YAML file a topic."""

from pipeline.topics.topic import Alias, Concept, Topic, TopicEntity, TopicError, Variant, load

__all__ = ["Alias", "Concept", "Topic", "TopicEntity", "TopicError", "Variant", "load"]
