Feature: Leafing through lists

  A program that copies a long list reads it page by page. What comes and goes meanwhile must not
  make it miss anything, or read anything twice.

  Rule: Every entry is on one page, whatever comes in meanwhile

    @api
    Scenario: Products arrive while a program leafs through the list
      Given the shop has 7 kinds of lamps
      When a program leafs through the lamps 3 at a time while another lamp arrives each time
      Then each of the 7 lamps has been listed once

    @api
    Scenario: A page that is just full is the last one
      Given the shop has 6 lamps of one make
      And the shop has 5 "Zinc bucket" in stock
      When a program leafs through the lamps of that make 3 at a time
      Then the lamps have come in 2 lots of 3

    @api
    Scenario: A page that asks for too much is refused
      When a program asks for 201 products at a time
      Then the request is refused because its "limit" is not valid
