Feature: Checking a release

  A new release is looked at before customers meet it. One look, within seconds, tells whether all
  of it arrived and works, and otherwise what is wrong with which part.

  Rule: A release is ready for customers when nothing about it is wrong

    @smoke @deployment @api
    Scenario: Every part has arrived
      When a watchman inspects the shop
      Then every part answers

    @deployment @api
    Scenario: All parts are of one release
      When a watchman inspects the shop
      Then every part is of the expected release

    @deployment @api
    Scenario: The database has the tables of this release
      When a watchman inspects the shop
      Then the database has the tables that every service expects

    @deployment @api
    Scenario: The servers behind the shop work
      When a watchman inspects the shop
      Then every server that a part needs can be used

    @deployment @api
    Scenario: All parts are set up alike
      When a watchman inspects the shop
      Then no part is set up differently from the entrance

    @deployment @api
    Scenario: The shop is open
      When a watchman looks through the shop window
      Then the shop is open

  Rule: What is wrong inside is told to nobody else

    @api @security
    Scenario: A stranger learns nothing about the inside
      When a stranger's program inspects the shop
      Then the request is refused because it is not allowed to
      And the refusal explains itself

    @api @security
    Scenario: A stranger learns nothing at the shop window either
      When a stranger's program asks the shop window about its inside
      Then the request is refused because it is not allowed to
