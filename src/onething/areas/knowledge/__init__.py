"""The city's knowledge base (全市统一知识库): answers with their reviews, questions without one, and what helped."""
